import { selectEnvironments } from "../../../commands/rehearse/selection";
import { changed, inProject, SETTINGS } from "../../manifest/project";

const SHOP = changed(
  "  prod:\n",
  "  live:\n    domain: live.shop.org\n    tables: { orders: { from: prod } }\n  prod:\n",
  changed("secrets:\n", "tables:\n  orders: { key: { name: id } }\nsecrets:\n"),
);

const selected = (...patterns: string[]) =>
  inProject({ "drydock.yaml": SETTINGS, "deployments/shop.yaml": SHOP }, (root) =>
    selectEnvironments(root, patterns).environments.map(({ name }) => name),
  );

it("takes what another environment owns along, and first", () => {
  expect(selected("shop-live")).toEqual(["prod", "live"]);
  expect(selected()).toEqual(["test", "prod", "live"]);
});

it("takes nothing along that nobody needs", () => {
  expect(selected("shop-prod")).toEqual(["prod"]);
  expect(selected("shop-test")).toEqual(["test"]);
});
