import i18next from 'i18next'
import { api } from '~/api/client'
import { acted } from './hooks'

const PATH = '/api/v1/audience/profiles/{profile_id}/whitelist/{username}'

function put(profile_id: string, username: string, note: string | null) {
  return api.PUT(PATH, { params: { path: { profile_id, username } }, body: { note } })
}

function remove(profile_id: string, username: string) {
  return api.DELETE(PATH, { params: { path: { profile_id, username } } })
}

/** They need not follow back; can be undone. */
export function exempt(profileId: string, username: string, note: string | null = null): Promise<boolean> {
  return acted(put(profileId, username, note), i18next.t('audience:whitelist.added', { username }), () =>
    remove(profileId, username),
  )
}

/** They count like everybody again; can be undone, with their note. */
export function endExemption(profileId: string, username: string, note: string | null = null): Promise<boolean> {
  return acted(remove(profileId, username), i18next.t('audience:whitelist.removed', { username }), () =>
    put(profileId, username, note),
  )
}

/** Another note for somebody who is on the list. */
export function noteDown(profileId: string, username: string, note: string, before: string | null): Promise<boolean> {
  return acted(put(profileId, username, note || null), i18next.t('audience:whitelist.noted', { username }), () =>
    put(profileId, username, before),
  )
}
