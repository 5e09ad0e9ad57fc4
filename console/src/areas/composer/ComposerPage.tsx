import { Page } from '~/ui/Page'

export function ComposerPage() {
  return <Page title="Composer">{null}</Page>
}
