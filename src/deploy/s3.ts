/** A bucket of S3 or a compatible service: R2, MinIO, Spaces. */

import { createHash } from "node:crypto";
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import type { S3Target } from "../config/deploy-options.js";
import { encodePath } from "../site/permalinks.js";
import { inParallel, readEach, type Store } from "./store.js";

/** Number of parallel requests. */
const AT_ONCE = 12;

type Sdk = Pick<
  typeof import("@aws-sdk/client-s3"),
  | "S3Client"
  | "GetObjectCommand"
  | "HeadObjectCommand"
  | "PutObjectCommand"
  | "CopyObjectCommand"
  | "DeleteObjectCommand"
>;

/**
 * `sdk`: the module `@aws-sdk/client-s3`. It finds the credentials itself, in environment variables or in the
 * files of AWS's tools. `base`: the site's base path, which is the default prefix of keys.
 */
export function s3Store(sdk: Sdk, target: S3Target, base: string): Store {
  const settings: S3ClientConfig = {
    ...(target.region !== undefined && { region: target.region }),
    ...(target.endpoint !== undefined && {
      endpoint: target.endpoint,
      forcePathStyle: true,
      region: target.region ?? "auto",
    }),
    maxAttempts: 5,
    // In milliseconds. A request without a response is sent again.
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    // Not every service supports newer checksums. Every upload has its MD5, which all of them check.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const client: S3Client = new sdk.S3Client(settings);
  const folder = (target.prefix ?? base).replace(/^\/+|\/+$/g, "");
  const at = (key: string) => ({ Bucket: target.bucket, Key: folder === "" ? key : `${folder}/${key}` });
  const read = async (key: string): Promise<Uint8Array | undefined> => {
    try {
      return await (await client.send(new sdk.GetObjectCommand(at(key)))).Body?.transformToByteArray();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  return {
    place: `s3://${target.bucket}/${folder}`,
    canCopy: true,
    read,
    readAll: (keys) => readEach(keys, AT_ONCE, read),
    async hashOf(key) {
      try {
        return (await client.send(new sdk.HeadObjectCommand(at(key)))).Metadata?.["handbill"] ?? "";
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    put: (files, onDone) =>
      inParallel(files, AT_ONCE, async ({ key, hash, bytes, contentType, cacheControl }) => {
        const Body = bytes();
        const ContentMD5 = createHash("md5").update(Body).digest("base64");
        await client.send(
          new sdk.PutObjectCommand({
            ...at(key),
            Body,
            ContentMD5,
            ContentType: contentType,
            CacheControl: cacheControl,
            Metadata: { handbill: hash },
          }),
        );
        onDone();
      }),
    async create({ key, hash, bytes, contentType, cacheControl }) {
      const put = {
        ...at(key),
        Body: bytes(),
        ContentType: contentType,
        CacheControl: cacheControl,
        Metadata: { handbill: hash },
      };
      try {
        await client.send(new sdk.PutObjectCommand({ ...put, IfNoneMatch: "*" }));
        return true;
      } catch (error) {
        const status = statusOf(error);
        // 412: the object exists. 409: another request creates it at this moment ("Conditional writes").
        if (status === 412 || status === 409) return false;
        // A service that rejects conditions. Other services ignore them.
        if (status !== 501 && status !== 400) throw error;
        await client.send(new sdk.PutObjectCommand(put));
        return true;
      }
    },
    copy: (pairs, missing) =>
      inParallel(pairs, AT_ONCE, async ({ from, to }) => {
        const { Bucket, Key } = at(from);
        try {
          await client.send(
            new sdk.CopyObjectCommand({
              ...at(to),
              CopySource: `${Bucket}/${encodePath(Key).replaceAll("+", "%2B")}`,
            }),
          );
        } catch (error) {
          if (missing === "must be there" || !isMissing(error)) throw error;
        }
      }),
    remove: (keys) =>
      inParallel(
        keys,
        AT_ONCE,
        async (key) => void (await client.send(new sdk.DeleteObjectCommand(at(key)))),
      ),
  };
}

function isMissing(error: unknown): boolean {
  return (error as { readonly name?: string }).name !== "NoSuchBucket" && statusOf(error) === 404;
}

function statusOf(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
