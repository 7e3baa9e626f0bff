/** Keys of settings that say something else than the defaults do. */
export function changedKeys<Settings extends object>(
  settings: Settings,
  defaults: Partial<Settings>,
): (keyof Settings)[] {
  return (Object.keys(settings) as (keyof Settings)[]).filter(
    (key) => JSON.stringify(settings[key]) !== JSON.stringify(defaults[key]),
  );
}
