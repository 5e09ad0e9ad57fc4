import { Page } from '~/ui/Page'

export function RepliesPage() {
  return <Page title="RepliesPage">{null}</Page>
}
