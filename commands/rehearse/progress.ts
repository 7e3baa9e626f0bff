import { Listr, type ListrTask, PRESET_TIMER } from "listr2";

/** Says what is being done at the moment. */
export type Report = (text: string) => void;

/** A piece of work with a name. What it returns is shown beside the name. */
export interface Step {
  readonly title: string;
  readonly run: (report: Report) => Promise<string | undefined>;
}

/** Steps that are taken one after the other until one fails. They are asked for when it is their turn. */
export interface Track {
  readonly title: string;
  readonly steps: () => readonly Step[];
}

/** Whether somebody watches: otherwise progress is plain lines. */
function isWatched(): boolean {
  return process.stdout.isTTY === true && !process.env["CI"];
}

/**
 * Takes the first tracks one after the other and then the others side by side, and shows how far they are. A failure
 * in the beginning ends everything, one later only its own track. Throws what failed in the beginning; steps of later
 * tracks keep their failures themselves.
 */
export async function takeTracks(first: readonly Track[], tracks: readonly Track[], jobs: number): Promise<void> {
  await listr(first.map(trackTask)).run();
  await listr(tracks.map(trackTask), { concurrent: jobs, exitOnError: false }).run();
}

function listr(tasks: ListrTask[], options: { concurrent?: number; exitOnError?: boolean } = {}) {
  const common = { ...options, registerSignalListeners: false } as const;
  return isWatched()
    ? new Listr(tasks, {
        ...common,
        renderer: "default",
        rendererOptions: {
          collapseSubtasks: false,
          showErrorMessage: false,
          collapseErrors: false,
          timer: PRESET_TIMER,
        },
      })
    : new Listr(tasks, { ...common, renderer: "simple", rendererOptions: { timer: PRESET_TIMER } });
}

function trackTask({ title, steps }: Track): ListrTask {
  return { title, task: (_, task) => task.newListr(steps().map(stepTask), { concurrent: false, exitOnError: true }) };
}

function stepTask({ title, run }: Step): ListrTask {
  return {
    title,
    task: async (_, task) => {
      const report: Report = isWatched()
        ? (text) => {
            task.output = text;
          }
        : () => {};
      const note = await run(report);
      if (note) task.title = `${title}: ${note}`;
    },
  };
}
