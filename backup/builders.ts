/** What builds the files that manifests publish with `build`; each is loaded when a manifest first asks for it. */
export const builders = {
  get "kofax-rpa"() {
    return (require("./kofax-rpa/publish") as typeof import("./kofax-rpa/publish")).publish;
  },
};
