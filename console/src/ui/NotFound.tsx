import { Button } from '@mantine/core'
import { IconCompass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from './Empty'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty icon={IconCompass} title={t('error.notFound')} text={t('error.notFoundHint')}>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('error.home')}</Button>
    </Empty>
  )
}
