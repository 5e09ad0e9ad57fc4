import { Page } from '~/ui/Page'

export function InboxPage() {
  return <Page title="Inbox">{null}</Page>
}
