import { useEffect, useState } from 'react'
import { useText } from '../i18n/texts.ts'
import { useChangeUnderWay } from '../lib/under-way.ts'
import classes from './under-way.module.css'

/** Most answers come sooner; then there is nothing to be told. */
const patienceMs = 1000

/** Says that a change was sent and cannot be called off any more, when its answer takes long. */
export function UnderWay() {
  const { say } = useText()
  const isUnderWay = useChangeUnderWay()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isUnderWay) return undefined
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [isUnderWay])
  return (
    <p role="status" className={classes['note']}>
      {isLate && say('ui.underWay.note')}
    </p>
  )
}
