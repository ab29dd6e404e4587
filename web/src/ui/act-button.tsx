import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentProps, MouseEventHandler } from 'react'
import type { Sending } from './use-form.ts'

type Props = Omit<ButtonProps, 'loading'> &
  Pick<ComponentProps<'button'>, 'aria-label' | 'children'> & {
    readonly type?: 'button' | 'submit'
    /** What it has begun is under way. */
    readonly isBusy: boolean
    /** The dialogue around it opens on it. */
    readonly 'data-autofocus'?: boolean
    readonly onClick?: MouseEventHandler<HTMLButtonElement>
  }

/** A button that calls the server. While the call is under way it cannot be pressed, and it keeps the focus. */
export function ActButton({ isBusy, disabled, type = 'button', onClick, ...props }: Props) {
  const click: MouseEventHandler<HTMLButtonElement> = (event) => {
    if (isBusy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Button
      {...props}
      loading={isBusy}
      renderRoot={(root: ComponentProps<'button'>) => (
        // `disabled` would take the focus away, which then falls to the document.
        <button
          {...root}
          type={type === 'submit' ? 'submit' : 'button'}
          disabled={disabled}
          aria-disabled={isBusy || undefined}
          onClick={click}
        />
      )}
    />
  )
}

/** The button that sends a form. */
export function SendButton({
  of,
  ...props
}: Omit<Props, 'isBusy' | 'type' | 'onClick'> & { readonly of: Sending }) {
  return <ActButton type="submit" isBusy={of.isBusy} {...props} />
}
