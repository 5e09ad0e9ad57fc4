import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { arrayMove, SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query } from '~/api/client'
import { failed, told } from '~/ui/toasts'
import type { Rule } from '../shared/shapes'
import { RuleCard } from './RuleCard'
import classes from './Rules.module.css'

/** The rules of an account; dragging changes the order in which they are asked. */
export function RuleList({ account, rules, mayChange }: { account: string; rules: Rule[]; mayChange: boolean }) {
  const { t } = useTranslation('inbox')
  const [shown, setShown] = useState(rules)
  useEffect(() => setShown(rules), [rules])
  const did = query.useQuery('get', '/api/v1/inbox/automation/statistics', {
    params: { query: { account_id: account } },
  })
  const order = query.useMutation('post', '/api/v1/inbox/automation/rules/order')
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const put = (wished: Rule[]) => {
    setShown(wished)
    return order
      .mutateAsync({ body: { account_id: account, rule_ids: wished.map((rule) => rule.id) } })
      .then(refreshRules)
  }
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    const places = shown.map((rule) => rule.id)
    const wished = arrayMove(shown, places.indexOf(String(active.id)), places.indexOf(String(over.id)))
    put(wished).then(
      () => told(t('rule.ordered'), () => put(shown)),
      (error: unknown) => {
        setShown(rules)
        failed(error)
      },
    )
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{ screenReaderInstructions: { draggable: t('rule.dragHow') } }}
    >
      <SortableContext items={shown.map((rule) => rule.id)} strategy={verticalListSortingStrategy}>
        <ol className={classes.rules} aria-label={t('rule.list')}>
          {shown.map((rule) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              figures={did.data?.items.find((one) => one.rule_id === rule.id)}
              isKnown={did.isSuccess}
              mayChange={mayChange}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  )
}

/** Rules, their figures and what they would do are looked at anew. */
export function refreshRules(): Promise<void> {
  return cache.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/inbox/automation'),
  })
}
