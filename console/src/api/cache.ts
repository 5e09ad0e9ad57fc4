import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'

/** What the console knows of the server. Live events say what is stale; the clock is only the second net. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof Problem) || error.status === 0 || error.status === 503),
    },
    mutations: { retry: false },
  },
})
