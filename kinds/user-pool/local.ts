import { type KindLocal, NOT_HERE } from "../core/local/kind";

export const userPoolLocal: KindLocal = {
  ...NOT_HERE,
  absent: ({ userPools }) => Object.keys(userPools).map((name) => `the user pool ${name}`),
};
