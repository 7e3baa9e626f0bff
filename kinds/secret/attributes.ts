import { plain, secret } from "../core/kind";

/** What references may name of every secret; each has its keys besides. */
export const SECRET_ATTRIBUTES = [...secret("value"), ...plain("arn", "name")];
