/** Whether a text has what somebody looks for in it: without accents and capitals, "evenement" finds "Événement". */
export function fitsSearch(text: string, search: string): boolean {
  return plain(text).includes(plain(search.trim()))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
