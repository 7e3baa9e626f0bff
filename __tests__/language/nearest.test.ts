import { nearest } from "../../language/diagnostics/nearest";

it.each([
  ["caches", ["cache", "caches"], "caches"],
  ["mian", ["web", "main"], "main"],
  ["filesystems", ["files", "fileSystems"], "fileSystems"],
  ["FILESYSTEM", ["fileSystems"], "fileSystems"],
  ["token", ["SECRET", "TOKEN"], "TOKEN"],
  ["tokne", ["SECRET", "TOKEN"], "TOKEN"],
  ["loadbalencer", ["jobs", "loadBalancer"], "loadBalancer"],
])("takes %s, of %j, for %s", (wrong, known, meant) => {
  expect(nearest(wrong, known)).toBe(meant);
});

it.each([
  ["SECRET", ["TOKEN"]],
  ["web", ["database"]],
  ["web", []],
  ["x".repeat(101), ["x".repeat(100)]],
])("takes %s, of %j, for nothing", (wrong, known) => {
  expect(nearest(wrong, known)).toBeUndefined();
});
