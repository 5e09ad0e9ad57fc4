import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useVisibleMenu } from './Sidebar'

/** The command palette (Ctrl or ⌘ K): every page, and what one does most. */
export function Commands() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const pages = useVisibleMenu().flatMap((group) => group.items)
  const actions: SpotlightActionGroupData[] = [
    {
      group: t('commands.do'),
      actions: [
        {
          id: 'compose',
          label: t('action.newPost'),
          leftSection: <IconPlus size={20} aria-hidden />,
          onClick: () => void navigate({ to: '/compose' }),
        },
      ],
    },
    {
      group: t('commands.go'),
      actions: pages.map(({ name, to, icon: Glyph }) => ({
        id: name,
        label: t(`nav.${name}`),
        leftSection: <Glyph size={20} stroke={1.7} aria-hidden />,
        onClick: () => void navigate({ to }),
      })),
    },
  ]
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound={t('commands.none')}
      highlightQuery
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden />,
        placeholder: t('commands.placeholder'),
        'aria-label': t('commands.label'),
      }}
    />
  )
}
