import { Page } from '~/ui/Page'

export function SandboxPage() {
  return <Page title="Sandbox">{null}</Page>
}
