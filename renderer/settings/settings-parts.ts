/** The parts of the settings, in their order. */
export const settingsParts = [
  { id: 'reminders', title: 'Reminders' },
  { id: 'login', title: 'Start at login' },
  { id: 'setup-key', title: 'Setup key' },
  { id: 'data', title: 'Your data' },
  { id: 'dates', title: 'Dates' },
  { id: 'updates', title: 'New versions' },
  { id: 'report', title: 'Report a problem' },
] as const;

export type SettingsPart = (typeof settingsParts)[number]['id'];
