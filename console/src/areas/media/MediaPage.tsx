import { Page } from '~/ui/Page'

export function MediaPage() {
  return <Page title="Media">{null}</Page>
}
