import { Page } from '~/ui/Page'

export function MenuPage() {
  return <Page title="MenuPage">{null}</Page>
}
