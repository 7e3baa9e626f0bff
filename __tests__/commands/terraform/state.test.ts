import { managedResources } from "../../../commands/terraform/state";

const resource = (address: string, mode: "managed" | "data") => ({
  address,
  mode,
  type: "aws_vpc",
  name: "x",
  values: {},
});

it("gives managed resources, those of modules too, and no data", () => {
  const root_module = {
    resources: [resource("aws_vpc.x", "managed"), resource("data.aws_vpc.x", "data")],
    child_modules: [{ resources: [resource("module.m.aws_vpc.x", "managed")] }],
  };
  expect(managedResources({ values: { root_module } }).map(({ address }) => address)).toEqual([
    "aws_vpc.x",
    "module.m.aws_vpc.x",
  ]);
});

it("gives nothing for the state of nothing", () => {
  expect(managedResources({})).toEqual([]);
});
