import { useTranslation } from 'react-i18next'
import { Page } from '~/ui/Page'

export function ImportPage() {
  const { t } = useTranslation('posts')
  return <Page title={t('import.title')}>{null}</Page>
}
