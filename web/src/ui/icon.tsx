import classes from './icon.module.css'

/** Line drawings on a grid of 16, all with one pen. */
const drawings = {
  alert: 'M8 1.8L15 14H1zM8 6v4M8 12v.1',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.8h11M5.5 1.8v3M10.5 1.8v3',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  clock: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  download: 'M8 2v8.5M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  eye: 'M1.5 8C4 3.5 12 3.5 14.5 8 12 12.5 4 12.5 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  eyeOff: 'M1.5 8C4 3.5 12 3.5 14.5 8 12 12.5 4 12.5 1.5 8zM3 13L13 3',
  gear: 'M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM6.5 3.2l.4-1.7h2.2l.4 1.7.8.4 1.5-1 1.6 1.6-1 1.5.4.8 1.7.4v2.2l-1.7.4-.4.8 1 1.5-1.6 1.6-1.5-1-.8.4-.4 1.7H6.9l-.4-1.7-.8-.4-1.5 1-1.6-1.6 1-1.5-.4-.8-1.7-.4V6.9l1.7-.4.4-.8-1-1.5 1.6-1.6 1.5 1z',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M8 12v.2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 7.5v4M8 4.8v.1',
  key: 'M5.5 7a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM8 8l6-6M11 5l2 2',
  language: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM1.5 8h13M8 1.5c-4 4-4 9 0 13M8 1.5c4 4 4 9 0 13',
  menu: 'M2 4h12M2 8h12M2 12h12',
  minus: 'M4 8h8',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z',
  out: 'M9.5 5V2.5h-7v11h7V11M6 8h8.5M12 5.5L14.5 8 12 10.5',
  more: 'M3 7.8v.4M8 7.8v.4M13 7.8v.4',
  pause: 'M5.5 4v8M10.5 4v8',
  play: 'M5 3.5v9L12.5 8z',
  plus: 'M8 3v10M3 8h10',
  screen: 'M2 2.5h12v8.5H2zM8 11v2.5M5 13.5h6',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3L14 14',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1',
} as const
export type IconName = keyof typeof drawings

/** A sign beside words; where it stands alone, the control around it has a name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={classes['icon']} viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  )
}
