import { Navigate } from '@tanstack/react-router'

export function SettingsIndex() {
  return <Navigate to="/settings/accounts" search={{}} replace />
}
