import { Page } from '~/ui/Page'

export function AdminPage() {
  return <Page title="Admin">{null}</Page>
}
