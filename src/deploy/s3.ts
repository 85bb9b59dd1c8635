/** A bucket of S3, or of anything that speaks its language: R2, MinIO, Spaces. */

import { createHash } from "node:crypto";
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import type { S3Target } from "../config.js";
import { encodePath } from "../site/permalink.js";
import { inParallel, type Store } from "./store.js";

/** Requests at once. */
const AT_ONCE = 12;

type Sdk = Pick<typeof import("@aws-sdk/client-s3"), "S3Client" | "GetObjectCommand" | "HeadObjectCommand" | "PutObjectCommand" | "CopyObjectCommand" | "DeleteObjectCommand">;

/** `sdk`: the module `@aws-sdk/client-s3`. Credentials are found by it: in the environment, or in the files of AWS's own tools. `base`: the site's base path, the default prefix of its keys. */
export function s3Store(sdk: Sdk, target: S3Target, base: string): Store {
  const settings: S3ClientConfig = {
    ...(target.region !== undefined && { region: target.region }),
    ...(target.endpoint !== undefined && { endpoint: target.endpoint, forcePathStyle: true, region: target.region ?? "auto" }),
    maxAttempts: 5,
    // Newer checksums are not understood everywhere; every upload has its MD5, which all of them check.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const client: S3Client = new sdk.S3Client(settings);
  const folder = (target.prefix ?? base).replace(/^\/+|\/+$/g, "");
  const at = (key: string) => ({ Bucket: target.bucket, Key: folder === "" ? key : `${folder}/${key}` });
  return {
    place: `s3://${target.bucket}/${folder}`,
    canCopy: true,
    async read(key) {
      try {
        return await (await client.send(new sdk.GetObjectCommand(at(key)))).Body?.transformToByteArray();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async hashOf(key) {
      try {
        return (await client.send(new sdk.HeadObjectCommand(at(key)))).Metadata?.["handbill"] ?? "";
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    put: (files, told) =>
      inParallel(files, AT_ONCE, async ({ key, hash, bytes, contentType, cacheControl }) => {
        const Body = bytes();
        const ContentMD5 = createHash("md5").update(Body).digest("base64");
        await client.send(new sdk.PutObjectCommand({ ...at(key), Body, ContentMD5, ContentType: contentType, CacheControl: cacheControl, Metadata: { handbill: hash } }));
        told();
      }),
    copy: (pairs, missing) =>
      inParallel(pairs, AT_ONCE, async ({ from, to }) => {
        const { Bucket, Key } = at(from);
        try {
          await client.send(new sdk.CopyObjectCommand({ ...at(to), CopySource: `${Bucket}/${encodePath(Key).replaceAll("+", "%2B")}` }));
        } catch (error) {
          if (missing === "must be there" || !isMissing(error)) throw error;
        }
      }),
    remove: (keys) => inParallel(keys, AT_ONCE, async (key) => void (await client.send(new sdk.DeleteObjectCommand(at(key))))),
  };
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { readonly name?: string; readonly $metadata?: { readonly httpStatusCode?: number } };
  return name !== "NoSuchBucket" && $metadata?.httpStatusCode === 404;
}
