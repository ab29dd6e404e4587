import { useAnnouncement } from '../lib/announce.ts'

/** A region that is there before anything is said in it: what comes later with its region is not read out. */
export function Announcer() {
  const { text, number } = useAnnouncement()
  return (
    <div role="status" className="heard" id="announcements">
      {/* Another element each time, so that the same words are said again. */}
      <p key={number}>{text}</p>
    </div>
  )
}
