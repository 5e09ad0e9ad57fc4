import { useRouterState } from '@tanstack/react-router'

/** A value of the part of the address behind `#`, which no server ever sees: `token` in `#token=abc`. */
export function useHashValue(name: string): string | null {
  const hash = useRouterState({ select: (state) => state.location.hash })
  return hashValue(hash, name)
}

export function hashValue(hash: string, name: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get(name)
}
