import { fargateSize } from "../../../kinds/service/checks/fargate-size";
import { read, SHOP } from "../../manifest/project";

const [environment] = read({ shop: SHOP }).systems[0]!.environments;

function isAllowed(cpu: number, memory: number): boolean {
  const web = environment!.services["web"]!;
  const services = { web: { ...web, size: { ...web.size, cpu, memory } } };
  return fargateSize({ ...environment!, services }).length === 0;
}

function memories(cpu: number): number[] {
  return Array.from({ length: 600 }, (_, index) => (index + 1) * 256).filter((memory) => isAllowed(cpu, memory));
}

function steps(least: number, most: number, step: number): number[] {
  return Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size, in GiB
it.each([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4 * 1024, 1024)],
  [1024, steps(2 * 1024, 8 * 1024, 1024)],
  [2048, steps(4 * 1024, 16 * 1024, 1024)],
  [4096, steps(8 * 1024, 30 * 1024, 1024)],
  [8192, steps(16 * 1024, 60 * 1024, 4 * 1024)],
  [16_384, steps(32 * 1024, 120 * 1024, 8 * 1024)],
  [0, []],
  [128, []],
  [300, []],
  [32_768, []],
])("with %i CPU Fargate has exactly the memory that AWS documents", (cpu, expected) => {
  expect(memories(cpu)).toEqual(expected);
});
