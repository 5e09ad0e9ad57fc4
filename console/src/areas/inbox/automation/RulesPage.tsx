import { Page } from '~/ui/Page'

export function RulesPage() {
  return <Page title="RulesPage">{null}</Page>
}
