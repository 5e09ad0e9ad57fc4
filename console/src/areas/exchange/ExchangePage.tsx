import { Page } from '~/ui/Page'

export function ExchangePage() {
  return <Page title="Exchange">{null}</Page>
}
