import { Page } from '~/ui/Page'

export function LogPage() {
  return <Page title="LogPage">{null}</Page>
}
