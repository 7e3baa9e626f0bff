import { writeFileSync } from "node:fs";

// Loaded before a measured program (node --require): writes what the operating system says the process has used.
process.once("exit", () => writeFileSync(process.env["BENCH_USAGE"]!, JSON.stringify(process.resourceUsage())));
