import { query } from '~/api/client'
import { failed } from '~/ui/toasts'

/** Sends the browser to Instagram's own sign-in; it comes back to `/settings/accounts?connected=…`. */
export function useConnect() {
  return query.useMutation('post', '/api/v1/accounts/oauth/start', {
    onSuccess: ({ authorize_url }) => window.location.assign(authorize_url),
    onError: failed,
  })
}
