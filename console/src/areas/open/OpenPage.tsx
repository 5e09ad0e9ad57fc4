import { Page } from '~/ui/Page'

export function OpenPage() {
  return <Page title="Open">{null}</Page>
}
