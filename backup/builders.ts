import { publish } from "./kofax-rpa/publish";

/** What builds files for buckets, by the names that manifests have for it. */
export const builders = { "kofax-rpa": publish };
