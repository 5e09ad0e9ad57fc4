import { IconLock } from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'

/** Who is no admin is told so, instead of seeing refusals. */
export function AdminsOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation('admin')
  const { data: me } = useMe()
  if (!me) return <PageSkeleton />
  if (me.permissions.some((held) => held === 'manage-users')) return children
  return (
    <Page title={t('title')}>
      <Empty icon={IconLock} title={t('adminsOnly')} text={t('adminsOnlyHint')} />
    </Page>
  )
}

export function AdminIndex() {
  return <Navigate to="/admin/status" replace />
}
