import { Navigate } from '@tanstack/react-router'

/** The address of the posting slots, which are a dialog of the calendar. */
export function SlotsLink() {
  return <Navigate to="/calendar" search={{ dialog: 'slots' }} replace />
}
