import { IconMessageCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '~/ui/Empty'

export function NoComment() {
  const { t } = useTranslation('inbox')
  return <Empty icon={IconMessageCircle} title={t('comments.choose')} text={t('comments.chooseHint')} />
}
