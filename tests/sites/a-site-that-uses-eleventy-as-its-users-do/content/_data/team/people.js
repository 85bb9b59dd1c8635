export default async () => [{ name: "Ada" }, { name: "Grace" }];
