/** What the rows of an export are called in the names of its files; with a space for the hyphen also in its title. */
export const rowsNames = { actions: 'lead-actions', leads: 'leads' } as const
