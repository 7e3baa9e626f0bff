import { type KindLocal, NOT_HERE } from "../core/local/kind";

export const permissionLocal: KindLocal = {
  ...NOT_HERE,
  absent: ({ permissions }) => (Object.keys(permissions).length > 0 ? ["permissions: nothing is refused"] : []),
};
