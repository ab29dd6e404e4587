import { ActionIcon, Menu } from '@mantine/core'
import { useRef } from 'react'
import { Icon } from './icon.tsx'

type Props = {
  /** Of what: "Actions for Mia Keller". */
  readonly label: string
  readonly items: readonly {
    readonly label: string
    readonly isDestructive?: boolean
    /** @param from the button of the menu, for whoever gives the focus back to it */
    readonly onPick: (from: HTMLElement | null) => void
  }[]
}

/** What can be done with one row of a table. */
export function RowMenu({ label, items }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="ink-2" size={32} aria-label={label}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item
            key={item.label}
            {...(item.isDestructive === true && { color: 'bad' })}
            onClick={() => item.onPick(button.current)}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
