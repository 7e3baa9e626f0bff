import { GetObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { parseJson } from "../base/json";

/** A resource as a state file has it. */
export interface StoredResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its creation did not finish; Terraform means to make it again. */
  readonly tainted: boolean;
}

interface StateFile {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly module?: string;
    readonly instances?: readonly {
      readonly index_key?: string | number;
      readonly status?: string;
      readonly attributes?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/**
 * The resources that a state file manages. The file is read as it is (format 4, which Terraform has written since 0.12
 * and promises to read), because `terraform show` costs the start of a provider.
 */
export function storedResources(text: string): StoredResource[] {
  const { resources = [] } = parseJson<StateFile>(text, "The state");
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, module, instances = [] }) =>
      instances.map(({ index_key: index, status, attributes = {} }) => ({
        address:
          [...(module ? [module] : []), type, name].join(".") +
          (index === undefined ? "" : `[${JSON.stringify(index)}]`),
        type,
        attributes,
        tainted: status === "tainted",
      })),
    );
}

/** Reads a state file from the bucket of states; nothing if there is none. */
export async function readStored(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await body!.transformToString();
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}
