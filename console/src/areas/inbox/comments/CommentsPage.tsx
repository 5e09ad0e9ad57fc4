import { Page } from '~/ui/Page'

export function CommentsPage() {
  return <Page title="CommentsPage">{null}</Page>
}
