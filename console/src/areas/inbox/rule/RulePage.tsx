import { Page } from '~/ui/Page'

export function RulePage() {
  return <Page title="RulePage">{null}</Page>
}
