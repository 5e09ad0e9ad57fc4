import { useAccounts } from '~/app/me'

/** The account whose rules are shown: the one in the address, else the newest. */
export function useRuleAccount(chosen: string | undefined) {
  const { accounts, isPending } = useAccounts()
  return { account: chosen ?? accounts[0]?.id, isPending, hasNone: !isPending && accounts.length === 0 }
}
